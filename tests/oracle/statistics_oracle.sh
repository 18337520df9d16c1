#!/bin/sh
# Holds statistics against R. usage: statistics_oracle.sh STATISTICS_SAMPLES [SEED]
# Ends with 77 ("skipped") where R or a package of it is missing.
set -eu
if ! command -v Rscript >/dev/null 2>&1; then
  echo "skipped: Rscript is not installed (Debian: r-base-core r-cran-multilevel r-cran-psych)"
  exit 77
fi
seed=${2:-20261121}
echo "seed $seed"
samples=$(mktemp)
trap 'rm -f "$samples"' EXIT
"$1" "$seed" >"$samples"
Rscript --vanilla "$(dirname "$0")/statistics.R" <"$samples"
