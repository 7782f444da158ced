#!/bin/sh
# Runs the examples once while the image is built, so that the classes they load are in the ahead-of-time cache.
set -eu
WADI_JAVA_OPTS='-XX:AOTCacheOutput=/opt/wadi/wadi.aot' WADI_STATE=/tmp/state sh -c '
  sed "s/-XX:AOTCache=[^ ]*//" /opt/wadi/wadi >/tmp/wadi
  exec sh /tmp/wadi run --port 0 --api-port 0' &
service=$!
waited=0
until [ -s out/totals.json ] && [ -s out/customers.json ]; do
  [ "$waited" -lt 120 ] || { echo 'the examples brought no rows' >&2; exit 1; }
  sleep 1
  waited=$((waited + 1))
done
sleep 2
kill -TERM "$service"
wait "$service" || [ $? = 143 ]
ls -l /opt/wadi/wadi.aot
rm -f /opt/wadi/train.sh
