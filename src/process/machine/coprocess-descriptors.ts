/** The numbers that bash gives to the pipes of the first coprocess. */
export const READ_FROM_COPROCESS = 63;
export const WRITE_TO_COPROCESS = 60;
