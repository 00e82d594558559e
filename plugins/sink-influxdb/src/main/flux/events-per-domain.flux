// How often an event happened, per domain and window.
from(bucket: "telegraf/autogen")
    |> range(start: v.timeRangeStart, stop: v.timeRangeStop)
    |> filter(fn: (r) => r._measurement == "pf_analytics_event")
    |> filter(fn: (r) => r._field == "counter")
    |> filter(fn: (r) => r.event == "share")
    |> group(columns: ["domain"])
    |> aggregateWindow(every: v.windowPeriod, fn: sum, createEmpty: false)
