#!/bin/sh
# Installs a file of requirements into .venv, made if there is none, at the versions that requirements.lock pins:
# `sh infra/install.sh FILE [OPTION…]`, with options of `uv pip install`.
# uv takes seconds where pip takes minutes. It comes from the PATH, or as a wheel, pinned as everything else.
set -e
venv=.venv
python=$venv/bin/python
fail() {
    echo "$1 could not be installed; the reason stands above. The first start needs a network that reaches PyPI or its mirror." >&2
    exit 1
}
if ! [ -x $python ] || ! $python -m pip --version >/dev/null 2>&1; then
    found=$(sh infra/python.sh)
    echo "Making $venv with $found …" >&2
    "$found" -m venv $venv
fi
if ! uv=$(command -v uv); then
    uv=$venv/bin/uv
    if ! [ -x $uv ]; then
        echo "Getting uv, which installs the rest …" >&2
        $python -m pip install --quiet --disable-pip-version-check --retries 1 --only-binary :all: -c requirements.lock uv >&2 ||
            fail uv
    fi
fi
# What pip is told of a mirror and of certificates holds for uv, too.
mirror=${PIP_INDEX_URL:-$($python -m pip config get global.index-url 2>/dev/null || true)}
[ -z "$mirror" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$mirror}"
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
file=$1
shift
echo "Installing what $file names …" >&2
# quotequail is published as source only; it is Python alone, and compiles nothing.
"$uv" pip install --python $python --only-binary :all: --no-binary quotequail "$@" -r "$file" >&2 || fail "What $file names"
