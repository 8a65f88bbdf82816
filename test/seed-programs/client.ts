// The typed form of client.js.
interface QbitrrProcess {
  name: string;
  category: string;
  status: string;
  pid: number | null;
  uptime: number;
}

interface QbitrrLog {
  timestamp: string;
  level: string;
  source: string;
  message: string;
}

class QbitrrClient {
  private readonly baseUrl: string;
  private readonly token: string;

  constructor(baseUrl: string, token: string) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  async getProcesses(): Promise<{ processes: QbitrrProcess[] }> {
    const response = await fetch(`${this.baseUrl}/processes`, { headers: { 'X-API-Token': this.token } });
    const body: { processes: QbitrrProcess[] } = await response.json();
    return body;
  }

  async getLogs(limit = 100, level = 'INFO'): Promise<{ logs: QbitrrLog[] }> {
    const address = `${this.baseUrl}/logs?limit=${limit}&level=${level}`;
    const response = await fetch(address, { headers: { 'X-API-Token': this.token } });
    const body: { logs: QbitrrLog[] } = await response.json();
    return body;
  }
}

const client = new QbitrrClient('http://localhost:6969/api', 'your-token');
const { processes } = await client.getProcesses();
const { logs } = await client.getLogs();
console.log(
  JSON.stringify({ names: processes.map((one) => one.name), levels: [...new Set(logs.map((one) => one.level))] }),
);
