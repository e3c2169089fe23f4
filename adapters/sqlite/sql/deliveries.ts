import type { DatabaseSync } from "node:sqlite";

/** A delivery as a row. Times are epoch ms, `keepUntil` is epoch seconds. */
export interface DeliveryRow {
  readonly stream: string;
  readonly id: string;
  readonly receivedAt: number;
  readonly body: string;
  readonly keepUntil: number;
  readonly trace: string | null;
}

export function deliveryStatements(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO deliveries (stream, id, received_at, due_at, attempts, body, keep_until, trace)
     VALUES (:stream, :id, :receivedAt, :receivedAt, 0, :body, :keepUntil, :trace) ON CONFLICT DO NOTHING`,
  );
  return {
    deliver(deliveries: readonly DeliveryRow[]): void {
      for (const delivery of deliveries) insert.run({ ...delivery });
    },
  };
}
