/** The application id in the head of a SQLite file: `HDAN` in ASCII. It tells a store from the database of another program. */
export const applicationId = 0x48_44_41_4e
