-- wrk: sends one event per request, in the order of a list: `-- <events.lua> <list>`, see http.mjs.
-- Each line of the list is "<case id> <number of the event>". One thread, so the order is kept.
local template, lines
sent = 0

function init(args)
  template = dofile(args[1])
  lines = io.open(args[2]):lines()
end

-- wrk asks for one request more than it sends: it looks at the first to see whether it is pipelined.
local looked = false

function request()
  if not looked then
    looked = true
    return template[1].before .. string.rep("0", 36) .. template[1].middle .. "look" .. template[1].after
  end
  local line = lines()
  if not line then
    wrk.thread:stop()
    return template[1].before .. string.rep("0", 36) .. template[1].middle .. "end" .. template[1].after
  end
  sent = sent + 1
  local case = line:sub(1, 36)
  local event = template[tonumber(line:sub(38))]
  -- The key is fresh: a case hears each event of the walk once.
  return event.before .. case .. event.middle .. line:sub(38) .. "-" .. case .. event.after
end

local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\n{"sent":%d,"answered":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"refused":%d,"broken":%d}\n',
    threads[1]:get("sent") or 0, summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.status, e.connect + e.read + e.write + e.timeout))
end
