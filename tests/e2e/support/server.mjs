// Starts the real program on a free loopback port with a data directory of its own, and talks to it as staff.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const program = process.env.CANDOR_PROGRAM ?? join(root, "build/release/candor");

/** Runs the command line to its end. */
export function candor(args, options = {}) {
  return spawnSync(program, args, { encoding: "utf8", ...options });
}

export function makeDirectory(name = "candor-test-") {
  const path = mkdtempSync(join(tmpdir(), name));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Resolves once the server listens. `stop` drains (SIGTERM), `kill` does not (SIGKILL); both wait for the end. */
export async function startServer(data, { command = "serve", args = [] } = {}) {
  const child = spawn(program, [command, "--data", data, "--port", "0", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
  const log = [];
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  const url = await new Promise((found, failed) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      log.push(line);
      if (!line.startsWith("{")) return;
      const entry = JSON.parse(line);
      const apart = args.includes("--public-url"); // then the log tells that, which leads nowhere here
      if (entry.message === "listening") found(apart ? `http://127.0.0.1:${entry.port}` : entry.url);
    });
    ended.then(({ code }) => failed(new Error(`candor ended with ${code}: ${log.join("\n")}`)));
  });
  const end = (signal) => () => {
    child.kill(signal);
    return ended;
  };
  return { url, log, pid: child.pid, output: () => output, stop: end("SIGTERM"), kill: end("SIGKILL") };
}

/** Adds an account by the command line and signs in by its one-time link. */
export async function makeStaff(server, data, name, roles, password = "correct horse battery") {
  const made = candor(["account", "add", name, "--data", data, "--url", server.url, ...roles.flatMap((r) => ["--role", r])]);
  if (made.status !== 0) throw new Error(made.stderr);
  const token = /#first=(\S+)/.exec(made.stdout)[1];
  const staff = new Staff(server.url);
  await staff.open("/api/v1/session/first", { token, password });
  return staff;
}

/** A server over a directory of its own, with an organizer signed in; `end` takes both away. `data`: within the directory. */
export async function startWithOrganizer({ roles = ["organizer"], args = [], data = "." } = {}) {
  const directory = makeDirectory();
  const path = join(directory.path, data);
  const server = await startServer(path, { args });
  const end = async () => {
    await server.stop();
    directory.remove();
  };
  try {
    return { directory, server, organizer: await makeStaff(server, path, "organizer", roles), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** A signed-in client of the staff API. */
export class Staff {
  constructor(url) {
    this.url = url;
  }

  async open(path, body) {
    const post = () => fetch(this.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Connection: "close" },
      body: JSON.stringify(body),
    });
    // Whoever has waited for a program to end finds that connections which were kept are no more.
    const answer = await post().catch(post);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    this.cookie = answer.headers.get("set-cookie").split(";")[0];
    this.csrf = (await answer.json()).csrf;
    return this;
  }

  signIn(name, password) {
    return this.open("/api/v1/session", { name, password });
  }

  /** `body`: a string goes out as it is, anything else as JSON. */
  async send(method, path, body, headers = {}) {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        // A test that has just computed for seconds would send on a connection that is no more.
        Connection: "close",
        Cookie: this.cookie,
        ...(method === "GET" ? {} : { "X-CSRF-Token": this.csrf }),
        ...(text === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: text,
    });
  }

  /** The JSON of an answer that must be a success. */
  async call(method, path, body, headers) {
    const answer = await this.send(method, path, body, headers);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }
}
