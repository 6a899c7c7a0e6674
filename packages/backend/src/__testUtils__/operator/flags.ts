/** What stood on a command line, as the aws and kubectl programs read it. */
export interface CommandLine {
  words: string[];
  /** The value of a flag that must be there. */
  flag(name: string): string;
  /** Its values; none when it is not there. */
  flags(name: string): string[];
  /** Is it there, without a value? */
  has(name: string): boolean;
}

/**
 * @param known - every flag that the command may have: how many values it takes
 * @throws Error for a flag that it does not know
 */
export function commandLine(
  args: string[],
  known: Record<string, 'none' | 'one' | 'many'>,
): CommandLine {
  const words: string[] = [];
  const found = new Map<string, string[]>();
  for (let index = 0; index < args.length; index += 1) {
    const [name, inline] = splitFlag(args[index]);
    if (!name.startsWith('-') || name === '-') {
      words.push(args[index]);
      continue;
    }
    const takes = known[name];
    if (!takes) throw new Error(`Unknown flag ${name}`);
    const values = inline === undefined ? [] : [inline];
    while (
      inline === undefined &&
      index + 1 < args.length &&
      (takes === 'many' || (takes === 'one' && values.length === 0)) &&
      (takes === 'one' || !args[index + 1].startsWith('--'))
    ) {
      index += 1;
      values.push(args[index]);
    }
    found.set(name, values);
  }
  const flags = (name: string) => found.get(name) ?? [];
  return {
    words,
    flags,
    has: name => found.has(name),
    flag(name) {
      const [value] = flags(name);
      if (value === undefined) throw new Error(`${name} is missing`);
      return value;
    },
  };
}

function splitFlag(arg: string): [string, string?] {
  const [, name, value] = arg.match(/^(--[\w-]+)=(.*)$/s) ?? [];
  return name ? [name, value] : [arg];
}
