#!/bin/sh
# Starts the Node language host as the project's Pulumi.yaml wants it. The engine used to hand a runtime's options to the
# host as flags, which is all that this host listens to; it now sends them with each request, as its own hosts expect.
folder=$PWD
while [ ! -f "$folder/Pulumi.yaml" ] && [ "$folder" != / ]; do
  folder=$(dirname "$folder")
done
if grep -qs '^ *typescript: *false *$' "$folder/Pulumi.yaml"; then
  set -- -typescript=false "$@"
fi
exec "$(dirname "$0")/language-host/pulumi-language-nodejs" "$@"
