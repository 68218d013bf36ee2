"""What every concept builds on; knows no concept of the business and no library."""
