export const UNITS = ["mm", "in"] as const;
export type Unit = (typeof UNITS)[number];

const MM = { mm: 1, in: 25.4 } as const;

/** From the shortest to the longest side of a print, in millimetres: as the service has it. */
export const SIDE = [20, 2000] as const;

export function isSide(mm: number): boolean {
  return mm >= SIDE[0] && mm <= SIDE[1];
}

/** A length to a tenth of a millimetre; 0 for what is none. */
export function toMm(length: number, unit: Unit): number {
  return Number.isFinite(length) ? Math.round(length * MM[unit] * 10) / 10 : 0;
}

/** A length as it is typed; nothing for none. */
export function inUnit(mm: number, unit: Unit): number | "" {
  return mm === 0 ? "" : Math.round((100 * mm) / MM[unit]) / 100;
}
