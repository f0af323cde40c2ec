#!/usr/bin/env bash
# Builds librdkafka 2.15.1 from the C source inside an npm package and packs it as the local NuGet package
# librdkafka.redist, so that the plain PackageReference to Confluent.Kafka works where that package is not to be had.
# Usage: librdkafka.sh WORK FEED      (WORK: scratch folder, FEED: folder that receives the .nupkg)
set -euo pipefail
readonly version=2.15.1 npm_package=@confluentinc/kafka-javascript@1.10.1
readonly sha256=ada7d703bb1d3237e2292bfabf438d663b6160c9f1ac2a2406b5dc4257c81b66

work=$1 feed=$2
rm -rf "$work" && mkdir -p "$work" "$feed"
work=$(cd "$work" && pwd) feed=$(cd "$feed" && pwd)
cd "$work"

npm pack --silent "$npm_package" >/dev/null
archive=$(ls ./*.tgz)
echo "$sha256  $archive" | sha256sum --check --quiet || { echo "hash of $npm_package is not the expected one" >&2; exit 1; }
tar xzf "$archive" package/deps/librdkafka

# Headers and static libraries of Debian's packages, unpacked here: nothing is installed.
apt-get download -qq -o APT::Sandbox::User=root libzstd-dev libssl-dev zlib1g-dev >/dev/null
for deb in ./*.deb; do dpkg -x "$deb" dev; done
lib=$work/dev/usr/lib/$(gcc -print-multiarch 2>/dev/null || echo x86_64-linux-gnu)
inc=$work/dev/usr/include
export CPPFLAGS="-I$inc -I$inc/$(basename "$lib")" LDFLAGS="-L$lib"
export STATIC_LIB_libzstd=$lib/libzstd.a STATIC_LIB_libssl=$lib/libssl.a STATIC_LIB_libcrypto=$lib/libcrypto.a STATIC_LIB_zlib=$lib/libz.a

cd package/deps/librdkafka
./configure --disable-gssapi --disable-curl --disable-lz4-ext --disable-syslog --disable-debug-symbols --enable-static --no-download >build-configure.log
make -C src -j"$(nproc)" librdkafka.so.1 >build-make.log 2>&1 || { tail -n 30 build-make.log >&2; exit 1; }

mkdir -p "$work/pack"
strip --strip-unneeded -o "$work/pack/librdkafka.so" src/librdkafka.so.1
cat >"$work/pack/librdkafka.redist.nuspec" <<XML
<?xml version="1.0"?>
<package>
  <metadata>
    <id>librdkafka.redist</id>
    <version>$version</version>
    <authors>EventAi</authors>
    <description>librdkafka $version built on this machine from the source in $npm_package.</description>
  </metadata>
  <files>
    <file src="librdkafka.so" target="runtimes/linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')/native/librdkafka.so" />
  </files>
</package>
XML
cd "$work/pack"
dotnet pack librdkafka.redist.nuspec -o "$feed" --nologo -v quiet
rm -rf "$work"
