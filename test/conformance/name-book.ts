const fitting = /^[A-Za-z0-9._:@-]{1,80}$/;

/** Ids of ours for a peer's names: the name itself where it is one, else a number; the same name has the same id. */
export class NameBook {
  private readonly ids = new Map<string, string>();

  idOf(name: string): string {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = fitting.test(name) && !name.startsWith('name-') ? name : `name-${this.ids.size + 1}`;
    this.ids.set(name, id);
    return id;
  }
}
