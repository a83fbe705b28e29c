/**
 * Names of fields by struct, parted by blanks. They count from 1; a number sets the count; `+Name` is a struct whose fields stand in JSON as if
 * they were the holder's own.
 */
export type FieldNumbers = Readonly<Record<string, string>>
