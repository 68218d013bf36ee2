#!/bin/sh
# Installs what the tests need. The AMQP library of the Service Bus stand-in is built from source.
set -e
install() { .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check -r requirements-test.txt -c requirements.lock >&2; }
install && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -qq -y --no-install-recommends gcc libc6-dev libssl-dev pkg-config >&2
    install
else
    echo "The tests need a C compiler, OpenSSL's headers and pkg-config (on Debian: gcc libssl-dev pkg-config)." >&2
    exit 1
fi
