/** What alarms say, in the service's own words (English): they are the key to ours. */
export const ALERTS = {
  queue_depth: "{{n}} photos wait for a worker (more than 1,000).",
  error_rate: "{{n}}% of the API's requests failed in the last 5 minutes (more than 5%).",
  disk: "{{n}}% of the disk is free (less than 10%).",
  no_worker: "No worker has shown a sign of life for 2 minutes.",
  worker_use: "The workers were busy for {{n}}% of the last 10 minutes (more than 90%).",
  model_altered: "Models of the registry that were altered: {{n}}.",
  processing_time: "Photos took {{n}} s on average in the last 15 minutes (more than 40 s).",
  score: "The last day's photos, more than 20, score {{n}} on average (less than 85).",
  review_queue: "{{n}} photos wait for review (more than 50).",
  promises: "Promises missed in the last hour: {{n}}.",
} as const;
