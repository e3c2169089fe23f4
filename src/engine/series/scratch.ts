/** A buffer that one module reuses, so that tens of thousands of series do not each allocate a copy. It holds the values of its last use. */
export function scratch(): (size: number) => Float64Array {
  let room = new Float64Array(0);
  let part = room;
  return (size) => {
    if (room.length < size) room = new Float64Array(size);
    // Most series are as long as the previous one.
    if (part.length !== size) part = room.subarray(0, size);
    return part;
  };
}
