/** Of a reading in the contract. */
export const maxMeasures = 64;
export const maxAttributes = 32;

/** Characters of a text as a measure or an attribute. */
export const maxText = 256;

/** Of the names of measures and attributes; `constructor` and `prototype` no reading may have. */
export const maxNameLength = 64;
export const readingName = /^(?!(constructor|prototype)$)[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
