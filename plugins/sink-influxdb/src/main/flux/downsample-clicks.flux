// Sums of 15 minutes with the note as a tag. Each value of a note becomes a series: only for events whose notes are few.
option task = {name: "downsample_pf_analytics_clicks", every: 15m, offset: 1m, concurrency: 1}

from(bucket: "telegraf/autogen")
    |> range(start: -2h)
    |> filter(fn: (r) => r._measurement == "pf_analytics_event")
    |> filter(fn: (r) => r._field == "counter" or r._field == "note")
    |> filter(fn: (r) => r.event == "share")
    |> pivot(
        rowKey: ["_time", "node", "lap", "domain", "event", "page", "platform", "timezone"],
        columnKey: ["_field"],
        valueColumn: "_value",
    )
    |> rename(columns: {counter: "_value", note: "clicked"})
    |> group(columns: ["domain", "event", "page", "platform", "timezone", "clicked"])
    |> window(every: 15m)
    |> sum()
    |> duplicate(column: "_start", as: "_time")
    |> window(every: inf)
    |> drop(columns: ["_start", "_stop"])
    |> set(key: "_measurement", value: "pf_analytics_clicks")
    |> set(key: "_field", value: "counter")
    |> to(bucket: "websites/analytics")
