/**
 * CloudFront Function (viewer request, site only): a path without a file's ending is a page of the app.
 * Anything under /.well-known/ is a file, whatever its name.
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- CloudFront calls it by name
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastSegment.includes(".") && !request.uri.startsWith("/.well-known/")) {
    request.uri = "/index.html";
  }
  return request;
}
