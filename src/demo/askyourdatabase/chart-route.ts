import type { Express } from "express";
import { drawBarChart } from "./bar-chart.ts";
import { charts } from "./charts.ts";
import { faulty } from "./faulty.ts";
import type { World } from "./world.ts";

/** Pictures that answers point to. Anybody may fetch them, as WhatsApp's providers do. */
export function addChartRoute(app: Express, world: World): void {
  app.get("/charts/:file", faulty(world, "chart"), (request, response) => {
    const chart = charts.get(request.params["file"]?.toString().replace(/\.png$/, "") ?? "");
    if (!chart) {
      response.status(404).json({ error: "Not found" });
      return;
    }
    const png = drawBarChart(chart(world.shop));
    response.type("png").set("content-length", String(png.length)).end(png);
  });
}
