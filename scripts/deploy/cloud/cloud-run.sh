#!/bin/sh
# A Cloud Run job that Cloud Scheduler starts every quarter of an hour. Only for a team on Google: nothing is
# kept in the container. Run it from the project's folder, beside settings.toml and credentials.json:
#
#   PROJECT=your-project REGION=us-west1 sh scripts/deploy/cloud/cloud-run.sh
#
# It may be run again: what is there stays or is brought up to date.
set -eu
: "${PROJECT:?the id of a Google Cloud project}" "${REGION:?like us-west1}"
image="$REGION-docker.pkg.dev/$PROJECT/crt/crt:latest"
robot="crt-run@$PROJECT.iam.gserviceaccount.com"
clock="crt-clock@$PROJECT.iam.gserviceaccount.com"

exists() { "$@" --project "$PROJECT" >/dev/null 2>&1; }

gcloud services enable run.googleapis.com cloudscheduler.googleapis.com secretmanager.googleapis.com \
  artifactregistry.googleapis.com --project "$PROJECT"

# One account that runs, one that only says when.
for account in crt-run crt-clock; do
  exists gcloud iam service-accounts describe "$account@$PROJECT.iam.gserviceaccount.com" ||
    gcloud iam service-accounts create "$account" --project "$PROJECT"
done

for file in settings.toml credentials.json; do
  secret="crt-${file%.*}"
  exists gcloud secrets describe "$secret" ||
    gcloud secrets create "$secret" --replication-policy automatic --project "$PROJECT"
  gcloud secrets versions add "$secret" --data-file "$file" --project "$PROJECT"
  gcloud secrets add-iam-policy-binding "$secret" --member "serviceAccount:$robot" \
    --role roles/secretmanager.secretAccessor --project "$PROJECT"
done

exists gcloud artifacts repositories describe crt --location "$REGION" ||
  gcloud artifacts repositories create crt --repository-format docker --location "$REGION" --project "$PROJECT"
gcloud auth configure-docker "$REGION-docker.pkg.dev" --quiet
docker build --file scripts/deploy/container/Containerfile --tag "$image" .
docker push "$image"

# Mounted secrets can be read by every user in there; the program takes only a key that is its own alone.
begin='umask 077 && cp /secrets/settings/settings.toml /secrets/credentials/credentials.json /tmp/ &&'
begin="$begin exec /venv/bin/python -m automations --config /tmp/settings.toml run"
gcloud run jobs deploy crt-run --image "$image" --region "$REGION" --project "$PROJECT" \
  --service-account "$robot" --tasks 1 --max-retries 0 --task-timeout 15m \
  --set-secrets "/secrets/settings/settings.toml=crt-settings:latest,/secrets/credentials/credentials.json=crt-credentials:latest" \
  --command /bin/sh --args "^@^-c@$begin"
gcloud run jobs add-iam-policy-binding crt-run --region "$REGION" --project "$PROJECT" \
  --member "serviceAccount:$clock" --role roles/run.invoker

verb=create
if exists gcloud scheduler jobs describe crt-run --location "$REGION"; then verb=update; fi
gcloud scheduler jobs "$verb" http crt-run --location "$REGION" --project "$PROJECT" \
  --schedule "8-59/15 * * * *" --http-method POST --oauth-service-account-email "$clock" \
  --uri "https://run.googleapis.com/v2/projects/$PROJECT/locations/$REGION/jobs/crt-run:run"
