// Sums of 15 minutes. Two hours are computed anew at each run, for what came late.
option task = {name: "downsample_pf_analytics_event", every: 15m, offset: 1m, concurrency: 1}

from(bucket: "telegraf/autogen")
    |> range(start: -2h)
    |> filter(fn: (r) => r._measurement == "pf_analytics_event")
    |> filter(fn: (r) => r._field == "counter")
    |> drop(columns: ["_start", "_stop", "type", "sess", "node", "lap"])
    |> group(columns: ["_measurement", "_field", "domain", "event", "page", "platform", "timezone"])
    |> window(every: 15m)
    |> sum()
    |> duplicate(column: "_start", as: "_time")
    |> window(every: inf)
    |> drop(columns: ["_start", "_stop"])
    |> to(bucket: "websites/analytics")
