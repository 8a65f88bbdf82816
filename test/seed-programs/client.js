// What a user of the API page runs with fetch; like the page's sample it never looks at the status.
class QbitrrClient {
  constructor(baseUrl, token) {
    this.baseUrl = baseUrl;
    this.headers = { 'X-API-Token': token };
  }

  async getProcesses() {
    const response = await fetch(`${this.baseUrl}/processes`, { headers: this.headers });
    return response.json();
  }

  async getLogs(limit = 100, level = 'INFO') {
    const response = await fetch(`${this.baseUrl}/logs?limit=${limit}&level=${level}`, { headers: this.headers });
    return response.json();
  }
}

const base = 'http://localhost:6969/api';
const client = new QbitrrClient(base, 'your-token');
const stranger = new QbitrrClient(base, 'not-the-token');

console.log(
  JSON.stringify({
    processes: await client.getProcesses(),
    logs: await client.getLogs(),
    refused: await stranger.getProcesses(),
  }),
);
