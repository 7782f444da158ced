#!/bin/sh
# Libraries with code for many platforms: what this one needs is put into /opt/wadi/native, from where it can be used although
# nothing can be executed in /tmp, and the rest is left out of the image.
set -eu
lib=/opt/wadi/lib
native=/opt/wadi/native
machine=$(uname -m)
case $machine in
  x86_64) architecture=amd64 ;;
  *) architecture=$machine ;;
esac
mkdir -p "$native"
cd "$(mktemp -d)"

# Arguments: the jar, the folder of its native code, the file that is wanted there, its name from now on.
take() {
  jar xf "$1" "$3"
  mv "$3" "$native/$4"
  zip -q -d "$1" "$2/*"
}

take "$(echo $lib/sqlite-jdbc-*.jar)" org/sqlite/native "org/sqlite/native/Linux/$machine/libsqlitejdbc.so" libsqlitejdbc.so
take "$(echo $lib/snappy-java-*.jar)" org/xerial/snappy/native \
  "org/xerial/snappy/native/Linux/$machine/libsnappyjava.so" libsnappyjava.so
zstd=$(echo $lib/zstd-jni-*.jar)
code=linux/$architecture/lib$(basename "$zstd" .jar).so
jar xf "$zstd" "$code"
mv "$code" "$native/libzstd-jni.so"
zip -q -d "$zstd" 'linux/*' 'darwin/*' 'win/*' 'aix/*' 'freebsd/*'
zip -q -d "$(echo $lib/lz4-java-*.jar)" 'net/jpountz/util/darwin/*' 'net/jpountz/util/windows/*'
for other in aarch64 amd64 i386 ppc64le s390x; do
  [ "$other" = "$architecture" ] || zip -q -d "$(echo $lib/lz4-java-*.jar)" "net/jpountz/util/linux/$other/*"
done
# MySQL's X protocol needs a library that is not here.
zip -q -d "$(echo $lib/mysql-connector-j-*.jar)" 'com/mysql/cj/x/*' 'com/mysql/cj/xdevapi/*' 'com/mysql/cj/protocol/x/*'
# Of routes in XML, for editors.
zip -q -d "$(echo $lib/camel-catalog-*.jar)" 'org/apache/camel/catalog/schemas/*'
# DuckDB's for this platform lies beside its jar since the build.
zip -q -d $lib/duckdb_jdbc-*.jar 'libduckdb_java.so_*'
strip --strip-unneeded $lib/libduckdb_java.so_* "$native"/*.so
