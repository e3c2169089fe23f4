/** Room that one module works in again and again, so that tens of thousands of series do not each leave a copy behind; it holds whatever the last use left. */
export function scratch(): (size: number) => Float64Array {
  let room = new Float64Array(0);
  let part = room;
  return (size) => {
    if (room.length < size) room = new Float64Array(size);
    // Most series are as long as the one before.
    if (part.length !== size) part = room.subarray(0, size);
    return part;
  };
}
