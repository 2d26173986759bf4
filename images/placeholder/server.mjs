import { createServer } from "node:http";

const { PORT, HEALTH_PATH } = process.env;
const page = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Not here yet</title>
  <p>This service is not here yet. Its first version is on the way.</p>
</html>
`;

/** Healthy to whoever asks for its health, and not there yet to everybody else, so that nothing takes it for the app. */
const server = createServer((request, response) => {
  const isHealth = request.url?.split("?")[0] === HEALTH_PATH;
  response.writeHead(isHealth ? 200 : 503, {
    "content-type": isHealth ? "text/plain" : "text/html; charset=utf-8",
    "cache-control": "no-store",
    ...(!isHealth && { "retry-after": "60" }),
  });
  response.end(request.method === "HEAD" ? undefined : isHealth ? "ok\n" : page);
});
server.listen(Number(PORT), () =>
  console.log(`the placeholder listens on port ${PORT}, health ${HEALTH_PATH}`),
);

// As process 1 nothing else would end it.
for (const signal of ["SIGTERM", "SIGINT"])
  process.on(signal, () => server.close(() => process.exit(0)).closeAllConnections());
