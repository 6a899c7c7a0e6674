#!/usr/bin/env bash
# The seven steps of the runbook, one after the other, one process a call:
# what npm run bench measures the templates against. Ends with the same binding.
#
#   RUNBOOK_FILES=folder bench/runbook.sh
#
# The folder holds what a person has written before: humanitec/*.json and
# kubernetes/*.yaml. AWS_*, AWS_ENDPOINT_URL, HUMANITEC_API_BASE_URL and
# HUMANITEC_TOKEN say where the systems are and who asks.
set -euo pipefail

organization=${ORGANIZATION:?} account=${AWS_ACCOUNT_ID:?} region=${AWS_REGION:?}
cluster=${CLUSTER_NAME:?} subnets=${SUBNET_IDS:?} mark=${BINDING_MARK:?} owner=${OWNER:?}
agent_namespace=humanitec-agent
here=$(cd "$(dirname "$0")" && pwd)
cd "${RUNBOOK_FILES:?}"
export KUBECONFIG=$PWD/kubeconfig

began=$(date +%s%N)
step() {
  printf '%s %s\n' "$(($(date +%s%N) - began))" "$1"
}

# An AWS CLI that knows access entries and Auto Mode, or one Node process a call.
knows_auto_mode() {
  command -v aws >/dev/null || return 1
  local cluster_input
  cluster_input=$(aws eks create-cluster --generate-cli-skeleton 2>/dev/null) || return 1
  aws eks create-access-entry --generate-cli-skeleton >/dev/null 2>&1 || return 1
  [[ $cluster_input == *computeConfig* ]]
}
if [ -z "${RUNBOOK_AWS:-}" ]; then
  if knows_auto_mode; then RUNBOOK_AWS=cli; else RUNBOOK_AWS=node; fi
fi
echo "way aws $RUNBOOK_AWS"
aws_call() { # SERVICE OPERATION JSON
  if [ "$RUNBOOK_AWS" = cli ]; then
    aws "$1" "$2" --output json --cli-input-json "$3"
  else
    "${NODE:-node}" "$here/../scripts/bench/awsCall.mjs" "$1" "$2" "$3"
  fi
}

humanitec() { # METHOD PATH [FILE]
  curl --silent --show-error --fail --request "$1" \
    --header "Authorization: Bearer $HUMANITEC_TOKEN" --header 'Content-Type: application/json' \
    ${3:+--data "@$3"} "$HUMANITEC_API_BASE_URL/orgs/$organization$2"
}

# What has just been made in IAM is known everywhere some seconds later.
try_again() {
  for ((tries = 0; tries < 60; tries++)); do
    if "$@" 2>last-error; then return; fi
    sleep 5
  done
  cat last-error >&2
  return 1
}

tags='[{"Key":"humanitec-eks/binding","Value":"'$mark'"}]'
make_role() { # NAME DESCRIPTION TRUST
  aws_call iam create-role "{\"RoleName\":\"$1\",\"Path\":\"/\",\"Description\":\"$2\",\"AssumeRolePolicyDocument\":\"${3//\"/\\\"}\",\"Tags\":$tags}" >/dev/null
}
attach() { # ROLE POLICY-ARN
  aws_call iam attach-role-policy "{\"RoleName\":\"$1\",\"PolicyArn\":\"$2\"}" >/dev/null
}

began=$(date +%s%N)
step 'cluster'
make_role "$cluster-cluster-role" "EKS Auto Mode runs cluster $cluster with this role" \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}]}'
for policy in AmazonEKSClusterPolicy AmazonEKSComputePolicy AmazonEKSBlockStoragePolicyV2 AmazonEKSLoadBalancingPolicy AmazonEKSNetworkingPolicy; do
  attach "$cluster-cluster-role" "arn:aws:iam::aws:policy/$policy"
done
make_role "$cluster-node-role" "Nodes of EKS cluster $cluster run with this role" \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
for policy in AmazonEKSWorkerNodeMinimalPolicy AmazonEC2ContainerRegistryPullOnly; do
  attach "$cluster-node-role" "arn:aws:iam::aws:policy/$policy"
done
create_cluster() {
  aws_call eks create-cluster "{
    \"name\": \"$cluster\",
    \"roleArn\": \"arn:aws:iam::$account:role/$cluster-cluster-role\",
    \"resourcesVpcConfig\": {\"subnetIds\": $subnets, \"endpointPrivateAccess\": true, \"endpointPublicAccess\": false},
    \"accessConfig\": {\"authenticationMode\": \"API\", \"bootstrapClusterCreatorAdminPermissions\": true},
    \"bootstrapSelfManagedAddons\": false,
    \"computeConfig\": {\"enabled\": true, \"nodePools\": [\"general-purpose\", \"system\"], \"nodeRoleArn\": \"arn:aws:iam::$account:role/$cluster-node-role\"},
    \"kubernetesNetworkConfig\": {\"elasticLoadBalancing\": {\"enabled\": true}},
    \"storageConfig\": {\"blockStorage\": {\"enabled\": true}},
    \"upgradePolicy\": {\"supportType\": \"STANDARD\"},
    \"tags\": {\"humanitec-eks/binding\": \"$mark\", \"humanitec-eks/owner\": \"$owner\"}
  }" >/dev/null
}
try_again create_cluster
if [ "$RUNBOOK_AWS" = cli ]; then
  aws eks wait cluster-active --name "$cluster"
else
  until aws_call eks describe-cluster "{\"name\":\"$cluster\"}" | grep -q '"status": *"ACTIVE"'; do sleep 30; done
fi

step 'accessRole'
external_id=$("${NODE:-node}" -p 'crypto.randomUUID()')
access_role=humanitec-role-to-access-$cluster-cluster
policy_document='{"Version":"2012-10-17","Statement":[{"Sid":"ReadCluster","Effect":"Allow","Action":["eks:AccessKubernetesApi","eks:DescribeCluster","eks:DescribeNodegroup","eks:ListNodegroups"],"Resource":"arn:aws:eks:'$region:$account:cluster/$cluster'"},{"Sid":"ListClusters","Effect":"Allow","Action":"eks:ListClusters","Resource":"*"}]}'
make_role "$access_role" "Humanitec reaches EKS cluster $cluster with this role" \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::767398028804:user/humanitec"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"'"$external_id"'"}}}]}'
aws_call iam create-policy "{\"PolicyName\":\"$access_role-policy\",\"Description\":\"Lets Humanitec find EKS cluster $cluster\",\"PolicyDocument\":\"${policy_document//\"/\\\"}\",\"Tags\":$tags}" >/dev/null
attach "$access_role" "arn:aws:iam::$account:policy/$access_role-policy"

step 'cloudAccount'
sed "s|<external-id>|$external_id|" humanitec/cloud-account.json >account-with-id.json
create_account() {
  humanitec POST '/resources/accounts?check_credential=true' account-with-id.json >/dev/null
}
try_again create_account
rm account-with-id.json
humanitec POST /resources/defs humanitec/cluster-definition.json >/dev/null

step 'agent'
if [ "$RUNBOOK_AWS" = cli ]; then
  aws eks update-kubeconfig --name "$cluster" --kubeconfig kubeconfig >/dev/null
else
  aws_call eks update-kubeconfig "{\"name\":\"$cluster\"}" >kubeconfig
fi
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -out private_key.pem
openssl pkey -in private_key.pem -pubout -out public_key.pem
fingerprint=$(openssl pkey -pubin -in public_key.pem -outform DER | openssl dgst -sha256 -r | cut -d' ' -f1)
printf '{"id":"%s","description":"Agent of EKS cluster %s [humanitec-eks %s/%s/%s]","public_key":"%s"}' \
  "$cluster" "$cluster" "$account" "$region" "$cluster" "$(awk '{ printf "%s\\n", $0 }' public_key.pem)" >agent.json
humanitec POST /agents agent.json >/dev/null
kubectl create namespace "$agent_namespace" >/dev/null
kubectl create secret generic humanitec-agent-secret-private-key --namespace "$agent_namespace" --from-file=private_key=private_key.pem >/dev/null
kubectl label secret humanitec-agent-secret-private-key --namespace "$agent_namespace" \
  app.kubernetes.io/managed-by=humanitec-eks "humanitec-eks/binding=$mark" >/dev/null
rm private_key.pem
sed "s|<fingerprint-of-the-key>|$fingerprint|" kubernetes/agent.yaml >agent.yaml
kubectl apply --server-side --field-manager=humanitec-eks --force-conflicts -f agent.yaml >/dev/null
kubectl wait pod --for=condition=Ready --namespace "$agent_namespace" --selector app.kubernetes.io/name=humanitec-agent --timeout=15m >/dev/null

step 'agentDefinition'
humanitec POST /resources/defs humanitec/agent-definition.json >/dev/null

step 'deployAccess'
kubectl apply --server-side --field-manager=humanitec-eks -f kubernetes/deploy-access.yaml >/dev/null
aws_call eks create-access-entry "{\"clusterName\":\"$cluster\",\"principalArn\":\"arn:aws:iam::$account:role/$access_role\",\"kubernetesGroups\":[\"humanitec-deploy-access\"],\"tags\":{\"humanitec-eks/binding\":\"$mark\"}}" >/dev/null

step 'runnerAccess'
kubectl apply --server-side --field-manager=humanitec-eks -f kubernetes/runner-access.yaml >/dev/null
humanitec POST /resources/defs humanitec/runner-definition.json >/dev/null
step 'end'
