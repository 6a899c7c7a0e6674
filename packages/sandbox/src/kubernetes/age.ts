/** A span as kubectl writes it: `12s`, `5m3s`, `3h20m`, `2d4h`, `41d`. */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return join(`${minutes}m`, seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return join(`${hours}h`, minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (days < 8) return join(`${days}d`, hours % 24, 'h');
  return `${days}d`;
}

function join(big: string, small: number, unit: string): string {
  return small === 0 ? big : `${big}${small}${unit}`;
}
