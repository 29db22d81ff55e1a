/** Width and height, in any one unit. */
export interface Size {
  width: number;
  height: number;
}

/** A place in a pane, in pixels from its middle. */
export interface Point {
  x: number;
  y: number;
}

/** What is seen of a picture. zoom: 1 shows all of it. x, y: the place in the pane's middle, 0 to 1 of the picture. */
export interface Glimpse {
  zoom: number;
  x: number;
  y: number;
}

export const ALL: Glimpse = { zoom: 1, x: 0.5, y: 0.5 };
export const STEP = 1.4;
/** So much larger than its own pixels a picture is shown at most. */
const MOST = 4;

/** The size that a picture has in a pane when all of it is seen. */
export function fitted(picture: Size, pane: Size): Size {
  const scale = Math.min(pane.width / picture.width, pane.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** The zoom at which a picture's pixel is a pixel of the screen. dots: pixels of the screen for one of the page. */
export function atFullSize(full: Size, pane: Size, dots: number): number {
  return full.width / dots / fitted(full, pane).width;
}

/** The largest zoom: small pictures may fill the pane, large ones be looked at closer than 100 %. */
export function largest(full: Size, pane: Size, dots: number): number {
  return Math.max(1, MOST * atFullSize(full, pane, dots));
}

function within(place: number, long: number, room: number): number {
  if (long <= room) return 0.5;
  const half = room / 2 / long;
  return Math.min(Math.max(place, half), 1 - half);
}

/** The same, without any empty room that could show picture. */
export function clamped(glimpse: Glimpse, picture: Size, pane: Size, most: number): Glimpse {
  const zoom = Math.min(Math.max(glimpse.zoom, 1), Math.max(most, 1));
  const fit = fitted(picture, pane);
  return {
    zoom,
    x: within(glimpse.x, fit.width * zoom, pane.width),
    y: within(glimpse.y, fit.height * zoom, pane.height),
  };
}

/** Closer or further, with what is at a point staying there as far as the picture's edges allow. */
export function zoomed(
  glimpse: Glimpse,
  factor: number,
  at: Point,
  picture: Size,
  pane: Size,
  most: number,
): Glimpse {
  const fit = fitted(picture, pane);
  const zoom = Math.min(Math.max(glimpse.zoom * factor, 1), Math.max(most, 1));
  const gain = 1 / glimpse.zoom - 1 / zoom;
  const moved = {
    zoom,
    x: glimpse.x + (at.x / fit.width) * gain,
    y: glimpse.y + (at.y / fit.height) * gain,
  };
  return clamped(moved, picture, pane, most);
}

/** Moved by so many pixels of the page, as if the picture was taken by the hand. */
export function panned(glimpse: Glimpse, by: Point, picture: Size, pane: Size): Glimpse {
  const fit = fitted(picture, pane);
  const moved = {
    zoom: glimpse.zoom,
    x: glimpse.x - by.x / (fit.width * glimpse.zoom),
    y: glimpse.y - by.y / (fit.height * glimpse.zoom),
  };
  return clamped(moved, picture, pane, glimpse.zoom);
}

/** Where a picture's sheet lies in its pane, pixels from the pane's upper left. */
export function laid(glimpse: Glimpse, picture: Size, pane: Size): Size & Point {
  const { zoom, x, y } = clamped(glimpse, picture, pane, glimpse.zoom);
  const fit = fitted(picture, pane);
  const width = fit.width * zoom;
  const height = fit.height * zoom;
  return { width, height, x: pane.width / 2 - x * width, y: pane.height / 2 - y * height };
}
