// Usage: node post-events.js URL COUNT PREFIX (hmac SECRET | cookie COOKIE-HEADER)
// Adds COUNT events to the published client, as an application would, and exits when it has sent all.
const { UserTelemetryEventSender } = require("@guardian/user-telemetry-client");
const { hmacAuthentication } = require("@guardian/user-telemetry-client/authentication/node");

const [url, count, prefix, kind, secret] = process.argv.slice(2);

const cookieAuthentication = (request) => {
  const headers = new Headers(request.headers);
  headers.set("Cookie", secret);
  return { ...request, headers };
};

let sent = 0;
const statuses = [];
const realFetch = globalThis.fetch;
globalThis.fetch = async (target, request) => {
  const response = await realFetch(target, request);
  statuses.push(response.status);
  if (response.ok) sent += JSON.parse(request.body).length;
  return response;
};

const sender = new UserTelemetryEventSender(url, 100, [
  kind === "hmac" ? hmacAuthentication(secret) : cookieAuthentication,
]);
for (let i = 0; i < Number(count); i++) {
  sender.addEvent({
    id: `${prefix}-${i}`,
    app: "example-app",
    stage: "PROD",
    type: "CLIENT_TEST",
    value: i % 2 === 0 ? true : i,
    eventTime: new Date().toISOString(),
    tags: { index: i },
  });
}

const give = Date.now() + 60_000;
const timer = setInterval(() => {
  if (sent >= Number(count) || Date.now() > give) {
    clearInterval(timer);
    console.log(JSON.stringify({ sent, statuses }));
    process.exit(sent >= Number(count) ? 0 : 1);
  }
}, 50);
