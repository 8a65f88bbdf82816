// Shows the OpenAPI document that the page names; requests made here use the session or the token of the reader.
const { document: url } = document.currentScript.dataset;
window.SwaggerUIBundle({
  url,
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
