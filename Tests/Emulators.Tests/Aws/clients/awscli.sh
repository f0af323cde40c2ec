#!/usr/bin/env bash
# awscli against the endpoint in EVENTAI_AWS: one line for each step, exits with 1 at the first that fails.
set -euo pipefail
export AWS_ACCESS_KEY_ID=suite AWS_SECRET_ACCESS_KEY=suite AWS_DEFAULT_REGION=us-east-1 AWS_PAGER='' AWS_EC2_METADATA_DISABLED=true AWS_SHARED_CREDENTIALS_FILE=/dev/null
bucket="cli-$RANDOM-$$-$(date +%s)"
folder=$(mktemp -d)
export AWS_CONFIG_FILE=$folder/config
printf '[default]\ns3 =\n    signature_version = s3v4\n' >"$AWS_CONFIG_FILE" # in us-east-1 it would presign with version 2
trap 'rm -rf "$folder"' EXIT
a() { timeout 60 aws --endpoint-url "$EVENTAI_AWS" --output text "$@"; }
same() { [ "$2" = "$3" ] || { echo "$1: '$2', not '$3'"; exit 1; }; echo "ok $1"; }

a s3 mb "s3://$bucket" >/dev/null
head -c 20000000 /dev/urandom >"$folder/big"
mkdir "$folder/tree" && for i in 1 2 3; do echo "$i" >"$folder/tree/$i.txt"; done
a s3 cp --quiet "$folder/big" "s3://$bucket/big"
a s3 cp --quiet "s3://$bucket/big" "$folder/back"
cmp "$folder/big" "$folder/back" && echo "ok a multipart upload comes back byte for byte"
a s3 sync --quiet "$folder/tree" "s3://$bucket/tree"
same "sync" "$(a s3 ls "s3://$bucket/tree/" | wc -l)" 3
same "head" "$(a s3api head-object --bucket "$bucket" --key big --query ContentLength)" 20000000
same "presign" "$(curl -s "$(a s3 presign "s3://$bucket/tree/2.txt")")" 2

url=$(a sqs create-queue --queue-name "$bucket" --query QueueUrl)
a sqs send-message --queue-url "$url" --message-body hello >/dev/null
same "sqs" "$(a sqs receive-message --queue-url "$url" --query 'Messages[0].Body')" hello
arn=$(a sqs get-queue-attributes --queue-url "$url" --attribute-names QueueArn --query Attributes.QueueArn)

a events put-rule --name "$bucket" --event-pattern '{"source":["cli"]}' >/dev/null
a events put-targets --rule "$bucket" --targets "Id=1,Arn=$arn" >/dev/null
a events put-events --entries '[{"Source":"cli","DetailType":"t","Detail":"{\"n\":1}"}]' >/dev/null
same "events to a queue" "$(a sqs receive-message --queue-url "$url" --wait-time-seconds 5 --query 'Messages[0].Body' | grep -c '"source":"cli"')" 1

machine=$(a stepfunctions create-state-machine --name "$bucket" --role-arn arn:aws:iam::000000000000:role/x --definition '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"x":1},"End":true}}}' --query stateMachineArn)
execution=$(a stepfunctions start-execution --state-machine-arn "$machine" --query executionArn)
for _ in $(seq 50); do [ "$(a stepfunctions describe-execution --execution-arn "$execution" --query status)" = RUNNING ] || break; done
same "stepfunctions" "$(a stepfunctions describe-execution --execution-arn "$execution" --query '[status,output]')" $'SUCCEEDED\t{"x":1}'

a s3 rb --force "s3://$bucket" >/dev/null
echo "all ok"
