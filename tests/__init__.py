"""The house's rules, each as a sentence that runs."""
