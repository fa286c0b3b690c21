// Offers each figure as PNG beside its SVG, drawn by the browser at twice its size.

const SCALE = 2;

for (const link of document.querySelectorAll("a[data-figure]")) offerPng(link);

function offerPng(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = "PNG";
  button.addEventListener("click", async () => save(await draw(link.href), `${link.dataset.figure}.png`));
  link.after(" ", button);
}

async function draw(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
