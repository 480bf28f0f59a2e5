import type { Compilable, CompiledQuery } from "kysely";
import type { Queries } from "./writer.ts";

/** Stands for a value that is given at each run. */
class Parameter {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Typed as the value it stands for, so that the query builder checks it like one. */
export type Value<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/**
 * A query that is built and compiled once and run often: building one with Kysely takes several
 * times as long as running it, and so does Kysely's way to the connection.
 *
 *     const selectName = prepared<{ id: number }>()((db, value) =>
 *       db.selectFrom("contacts").select("name").where("id", "=", value("id")));
 *     const [row] = await selectName(db, { id: 7 });
 */
export function prepared<Values extends Record<string, unknown>>() {
  return function build<Row>(
    query: (db: Queries, value: Value<Values>) => Compilable<Row>,
  ): (db: Queries, values: Values) => Promise<Row[]> {
    let compiled: CompiledQuery<Row> | undefined;

    return async function run(db, values) {
      compiled ??= query(db, (name) => new Parameter(name) as never).compile();
      const parameters = compiled.parameters.map((parameter) =>
        parameter instanceof Parameter ? values[parameter.name] : parameter,
      );
      return db.runDirectly(compiled.sql, parameters) as Row[] | Promise<Row[]>;
    };
  };
}
