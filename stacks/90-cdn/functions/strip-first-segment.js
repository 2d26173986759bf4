/** CloudFront Function (viewer request): "/cms/page" arrives at the origin as "/page". */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- CloudFront calls it by name
function handler(event) {
  const request = event.request;
  request.uri = request.uri.replace(/^\/[^/]*/, "") || "/";
  return request;
}
