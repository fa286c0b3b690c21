// Chart.js with what bars and lines need, and no more: this file is a chunk of its own.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** Draws on a canvas, in the place of what was there. */
export function draw(canvas, type, { name, labels, values }) {
  Chart.getChart(canvas)?.destroy();
  const style = getComputedStyle(canvas);
  Chart.defaults.font.family = style.fontFamily;
  const [ink, line, thread] = ["--ink", "--line", "--thread"].map((property) => style.getPropertyValue(property));
  const scale = { ticks: { color: ink }, grid: { color: line } };
  const categories = { ...scale, ticks: { color: ink, autoSkip: type === "line" }, grid: { display: false } };
  const horizontal = type === "bar";
  return new Chart(canvas, {
    type,
    data: { labels, datasets: [{ label: name, data: values, backgroundColor: thread, borderColor: thread }] },
    options: {
      animation: false,
      indexAxis: horizontal ? "y" : "x",
      maintainAspectRatio: false,
      locale: canvas.closest("[lang]").lang,
      scales: horizontal ? { x: { ...scale, beginAtZero: true }, y: categories } : { x: categories, y: scale },
    },
  });
}
