#!/bin/sh
# Prints the path of a Python 3.13, or one sentence on how to get it.
is_313='import sys; sys.exit(sys.version_info[:2] != (3, 13))'
for candidate in python3.13 python3 python; do
    if "$candidate" -c "$is_313" 2>/dev/null; then
        exec "$candidate" -c 'import sys; print(sys.executable)'
    fi
done
if found=$(uv python find 3.13 2>/dev/null); then
    echo "$found"
    exit 0
fi
echo "Python 3.13 was not found: install it (python.org, 'apt install python3.13', 'brew install python@3.13', 'pyenv install 3.13' or 'uv python install 3.13') and run make again." >&2
exit 1
