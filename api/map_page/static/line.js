// Lines, and how maps are told of them. Google's encoding of a line to [longitude, latitude] pairs.
export const collection = (features) => ({ type: "FeatureCollection", features });
export const gap = ([a, b], [c, d]) => Math.hypot((c - a) * 0.7, d - b);
export const decodeLine = ({ points, precision }) => {
  const line = [], at = [0, 0];
  let axis = 1, value = 0, shift = 0;
  for (const letter of points) {
    const bits = letter.charCodeAt(0) - 63;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    at[axis] += value & 1 ? ~(value >> 1) : value >> 1;
    if (axis === 0) line.push(at.map((each) => each / 10 ** precision));
    [axis, value, shift] = [1 - axis, 0, 0];
  }
  return line;
};
