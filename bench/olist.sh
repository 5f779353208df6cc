#!/bin/sh
# Walks the four Olist files (customers, orders, payments, reviews) through a running portal, as a first try with files
# of one's own: each step is one curl with a file and a mapping.
#
#   KEQING_LOGIN=admin:PASSWORD bench/olist.sh FOLDER        KEQING_URL=http://127.0.0.1:8080 unless said
set -eu

folder=${1:?usage: KEQING_LOGIN=admin:PASSWORD bench/olist.sh FOLDER}
url=${KEQING_URL:-http://127.0.0.1:8080}/api/v1
login=${KEQING_LOGIN:?KEQING_LOGIN must be user:password of an ADMIN}
limit=${KEQING_WAIT:-600}

call() {
    curl -sS -u "$login" "$@"
}

# the value of a top-level key of the JSON on standard input
value() {
    sed -n "s/^.*\"$1\":\"\{0,1\}\([^,\"}]*\).*$/\1/p"
}

# one import: the file, its mapping; waits for the end and tells the counts
import() {
    file=$1
    mapping=$2
    answer=$(call -F "file=@$folder/$file;type=text/csv" -F "mapping=$mapping" "$url/imports")
    id=$(printf %s "$answer" | value id)
    if [ -z "$id" ]; then
        echo "$file was refused: $answer" >&2
        exit 1
    fi
    waited=0
    while :; do
        job=$(call "$url/imports/$id")
        state=$(printf %s "$job" | sed 's/"types":.*//' | value state)
        case $state in
        finished) break ;;
        failed | cancelled)
            echo "$file: $state: $job" >&2
            exit 1
            ;;
        esac
        waited=$((waited + 1))
        if [ "$waited" -gt $((limit * 2)) ]; then
            echo "$file: still $state after $limit s" >&2
            exit 1
        fi
        sleep 0.5
    done
    counts=$(printf %s "$job" | sed 's/"types":.*//')
    printf '%-34s' "$file"
    for key in read created updated unchanged skipped rejected warnings; do
        printf ' %9s' "$(printf %s "$counts" | value "$key")"
    done
    printf '\n'
}

total() {
    call -G "$url/$1/search" --data-urlencode "f.source=olist" --data-urlencode "size=0" --data-urlencode "facets=" \
        ${2:+--data-urlencode "$2"} | value total
}

printf '%-34s %9s %9s %9s %9s %9s %9s %9s\n' file read created updated unchanged skipped rejected warnings

import olist_customers_dataset.csv '{
  "type": "customers", "source": "olist",
  "fields": {"id": "customer_unique_id", "city": "customer_city", "province": "customer_state",
             "country": {"value": "Brazil"}},
  "aliases": ["customer_id"]
}'

import olist_orders_dataset.csv '{
  "type": "interactions", "source": "olist", "zone": "America/Sao_Paulo",
  "fields": {"id": "order_id", "customer": "customer_id", "kind": {"value": "order"}, "channel": {"value": "web"},
             "status": "order_status", "at": "order_purchase_timestamp", "currency": {"value": "BRL"},
             "resolvedAt": "order_delivered_customer_date", "dueAt": "order_estimated_delivery_date"},
  "values": {"status": {"created": "open", "approved": "open", "processing": "open", "invoiced": "open",
                        "shipped": "open", "unavailable": "pending", "delivered": "closed", "canceled": "closed"}}
}'

import olist_order_payments_dataset.csv '{
  "type": "interactions", "source": "olist", "existing": true,
  "fields": {"id": "order_id", "amount": "payment_value"},
  "combine": {"amount": "sum"}, "rest": "drop"
}'

import olist_order_reviews_dataset.csv '{
  "type": "feedback", "source": "olist", "zone": "America/Sao_Paulo",
  "fields": {"id": {"join": ["review_id", "order_id"], "with": "-"}, "interaction": "order_id",
             "kind": {"value": "review"}, "survey": {"value": "olist"}, "csat": "review_score",
             "comment": "review_comment_message", "invitedAt": "review_creation_date",
             "at": "review_answer_timestamp"}
}'

waited=0
while [ "$(curl -sS -u "$login" "$url/health" | value pending)" != 0 ] && [ "$waited" -lt "$limit" ]; do
    waited=$((waited + 1))
    sleep 1
done
echo
echo "searchable: $(total customers) customers, $(total customers f.stub=true) of them known by id only," \
    "$(total interactions) interactions, $(total feedback) feedback"
