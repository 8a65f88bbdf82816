import { z } from 'zod';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';

const tableRow = z.object({ name: z.string(), sql: z.string() });
const lastRow = z.object({ last: z.int().nullable() });
const countRow = z.object({ count: z.int() });
/** Events that are given up together where the disk lost one of them. */
const block = 500;

/** Is this what SQLite says about a file whose pages are not what they should be? */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && /not a database|malformed|corrupt/i.test(error.message);
}

/** @throws an error `isDamage` knows. */
export function checkPages(database: Database): void {
  const said = z
    .array(z.object({ quick_check: z.string() }))
    .safeParse(database.prepare('pragma quick_check(1)').all());
  const [first] = said.data ?? [];
  if (first?.quick_check !== 'ok') throw new Error(`malformed: ${first?.quick_check ?? 'no answer to quick_check'}`);
}

/**
 * Brings what can still be read in a damaged database into a new one, table by table, the history in blocks (supervisor.md 1.7). Returns how
 * many rows came over; 0 is the loss of everything.
 */
export function salvage(damaged: string, into: Database): number {
  let rows = 0;
  try {
    // Its own connection brings its write-ahead log in first.
    const old = openDatabase(damaged);
    const tables = tablesOf(old);
    old.close();
    into.exec(`attach '${damaged.replaceAll("'", "''")}' as damaged`);
    try {
      for (const { name, sql } of tables) rows += copyTable(name, sql, into);
    } finally {
      into.exec('detach damaged');
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  return rows;
}

function tablesOf(old: Database): z.infer<typeof tableRow>[] {
  const found = old.prepare(`select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%'`);
  return found.all().map((row) => tableRow.parse(row));
}

function copyTable(name: string, sql: string, into: Database): number {
  const table = `"${name.replaceAll('"', '""')}"`;
  const count = (): number => countRow.parse(into.prepare(`select count(*) as count from main.${table}`).get()).count;
  attempt(() => into.exec(sql.replace(/^create table(?! if not exists)/i, 'create table if not exists')));
  const before = count();
  const copy = (where: string): boolean =>
    attempt(() => into.exec(`insert or ignore into main.${table} select * from damaged.${table} ${where}`));
  if (!copy('') && name === 'events') {
    const last = lastOf(table, into);
    for (let from = 0; from <= last; from += block) copy(`where id > ${from} and id <= ${from + block}`);
  }
  return count() - before;
}

/** The highest event number that can be found. */
function lastOf(table: string, into: Database): number {
  let last = 0;
  attempt(() => {
    last = lastRow.parse(into.prepare(`select max(id) as last from damaged.${table}`).get()).last ?? 0;
  });
  return last;
}

function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  }
}

/** For the log and for webhooks. */
export function toldOfSalvage(rows: number): string {
  return rows === 0 ? 'nothing in it could be read, its history is lost' : `${rows} rows of it could be kept`;
}
