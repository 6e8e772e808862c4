# The Python environment of this checkout (.venv), for the scripts beside this file to source.
#
# Needs a Python from 3.11 to 3.13 and nothing else: no root, no compiler, no writable home.
# Leaves alone what stands; MAAS_PYTHON names an interpreter to prefer.

started=$(date +%s)

say() { # one line of progress: seconds since the start, and what happens now
    printf '[%3d s] %s\n' $(($(date +%s) - started)) "$*" >&2
}

fits() { # whether $1 is an interpreter we run on, and has the modules $2
    "$1" -c "import sys, $2; sys.exit(not (3, 11) <= sys.version_info < (3, 14))" 2>/dev/null
}

find_python() { # sets python: the first that can make environments, else the first that fits
    for modules in "ensurepip, venv" sys; do
        for python in ${MAAS_PYTHON:+"$MAAS_PYTHON"} python3 python3.13 python3.12 python3.11 python; do
            if fits "$python" "$modules"; then
                return
            fi
        done
    done
    python=
}

make_venv() { # by the standard library, else by uv, else by the reader
    find_python
    if [ -n "$python" ] && fits "$python" "ensurepip, venv"; then
        say "Making the environment .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    elif command -v uv >/dev/null; then
        say "Making the environment .venv with $(uv --version)"
        uv venv --quiet --no-cache --clear --seed --python "${python:-3.12}" .venv
    elif [ -n "$python" ]; then
        say "$("$python" --version) cannot make environments. Please type:"
        say "    sudo apt-get install ${python##*/}-venv"
        exit 1
    else
        say "No Python from 3.11 to 3.13 is here. Please type:"
        say "    sudo apt-get install python3 python3-venv"
        exit 1
    fi
}

watch_pip() { # turns pip's output into a line for every tenth package; fails where pip failed
    packages=0
    while read -r line; do
        case $line in
        Collecting* | Processing*)
            packages=$((packages + 1))
            [ $((packages % 10)) -ne 0 ] || say "  $packages packages fetched"
            ;;
        "Installing collected"*) say "  all $packages fetched, now unpacking them" ;;
        "pip failed")
            tail -n 20 .venv/install.log >&2
            say "The packages could not be installed; .venv/install.log has it all"
            return 1
            ;;
        esac
    done
}

install() { # the packages of $1, by their hashes, then this checkout
    say "Installing the packages of $1 (about half a minute where the network is quick)"
    if ! [ -d "${HOME-}" ] || ! [ -w "$HOME" ]; then
        export PIP_NO_CACHE_DIR=1
    fi
    # json2html alone has no wheel; it is plain Python, so that no compiler is needed for it.
    {
        .venv/bin/python -m pip install --disable-pip-version-check --progress-bar=off \
            --only-binary=:all: --no-binary=json2html --require-hashes -r "$1" 2>&1 ||
            echo "pip failed"
    } | tee .venv/install.log | watch_pip
    .venv/bin/python -m pip install --disable-pip-version-check --quiet --no-deps --editable .
    say "Installed"
}

environment() { # makes .venv hold the packages of the lock file $1
    place=$(pwd -P)
    if ! fits .venv/bin/python sys || [ "$(cat .venv/place 2>/dev/null || pwd -P)" != "$place" ]; then
        make_venv
    fi
    echo "$place" >.venv/place
    wanted=$(cat "$1" pyproject.toml | cksum)
    if [ "$(cat ".venv/$1.sum" 2>/dev/null)" != "$wanted" ]; then
        install "$1"
        echo "$wanted" >".venv/$1.sum"
    fi
}
