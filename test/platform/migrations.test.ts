import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createDataSource, MIGRATIONS_TABLE, migrate } from '../../src/platform/database.js';
import { emptyDatabase, type FreshDatabase } from '../database.js';

describe('migrations', () => {
  let database: FreshDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await emptyDatabase();
    dataSource = createDataSource(database.url);
  });

  afterEach(async () => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.drop();
  });

  test('lead from an empty database to the head once, and a second run has nothing to do', async () => {
    const names = dataSource.options.migrations;
    expect(await migrate(dataSource)).toHaveLength(Array.isArray(names) ? names.length : -1);
    expect(await migrate(dataSource)).toEqual([]);
  });

  test('make exactly the schema the entities describe', async () => {
    await migrate(dataSource);
    await dataSource.initialize();
    const drift = await dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map((query) => query.query)).toEqual([]);
  });

  test('run once when twenty servers start at the same moment', async () => {
    const runs = await Promise.all(Array.from({ length: 20 }, () => migrate(createDataSource(database.url))));
    expect(runs.filter((done) => done.length > 0).length).toBeLessThanOrEqual(1);
    await dataSource.initialize();
    const rows: { name: string }[] = await dataSource.query(`SELECT name FROM ${MIGRATIONS_TABLE}`);
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  });

  test('are refused with one sentence when the database is newer than the code', async () => {
    await migrate(dataSource);
    await database.tamper(
      `INSERT INTO ${MIGRATIONS_TABLE}(timestamp, name) VALUES (9999999999999, 'Tomorrow9999999999999')`,
    );
    await expect(migrate(dataSource)).rejects.toThrow(/newer than this version of Lanjie.*Tomorrow9999999999999/);
  });
});
