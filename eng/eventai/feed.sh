# Which NuGet feed this machine has, and what makes the restricted one do.

need_feed() {
    if [ ! -f "$state/Feed.props" ]; then
        step "find out which NuGet feed there is" probe_feed
    fi
    if feed_is restricted; then
        need_librdkafka
    fi
}

feed_is() { grep -q ">$1<" "$state/Feed.props" 2>/dev/null; }

# The official feed has Aspire; a feed that lacks even a common package is none.
probe_feed() {
    if restores Aspire.Hosting.AppHost 13.5.4 && restores StackExchange.Redis 3.4.35; then
        write_feed official
    elif restores Polly.Core 8.9.1; then
        write_feed restricted
    else
        echo "no NuGet feed answers: neither Aspire.Hosting.AppHost nor Polly.Core can be restored" >&2
        return 1
    fi
}

restores() {
    local probe=$state/probe
    rm -rf "$probe" && mkdir -p "$probe"
    echo '<Project />' >"$probe/Directory.Build.props"
    echo '<Project />' >"$probe/Directory.Packages.props"
    cat >"$probe/probe.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="$1" Version="$2" /></ItemGroup>
</Project>
XML
    dotnet restore "$probe/probe.csproj" --nologo
}

write_feed() {
    cat >"$state/Feed.props" <<XML
<Project>
  <!-- Written by ./eventai, which asks the feed again when told to refeed. -->
  <PropertyGroup>
    <EventAiFeed Condition="'\$(EventAiFeed)' == ''">$1</EventAiFeed>
  </PropertyGroup>
</Project>
XML
}

need_librdkafka() {
    compgen -G "$state/feed/librdkafka.redist.*.nupkg" >/dev/null && return
    need_npm
    need_tool gcc gcc "a C compiler"
    need_tool make make "make"
    need_tool g++ g++ "a C++ compiler"
    apt_index
    step "build librdkafka (about 40 s)" "$root/eng/setup/librdkafka.sh" "$state/work/librdkafka" "$state/feed"
}
