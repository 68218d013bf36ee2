#!/bin/sh
# Installs what the tests need. The AMQP library of the Service Bus stand-in is built from source.
set -e
install() { sh infra/install.sh requirements-test.txt --no-binary python-qpid-proton; }
install && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -qq -y --no-install-recommends gcc libc6-dev libssl-dev pkg-config >&2
    install
else
    echo "The tests need a C compiler, OpenSSL's headers and pkg-config (on Debian: gcc libssl-dev pkg-config)." >&2
    exit 1
fi
