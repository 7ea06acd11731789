package dev.foley.spark;

import java.io.Serializable;

/**
 * A video of the batch.
 *
 * @param path where it is, with the scheme of its file system
 * @param name of its outputs, relative to the output folder and without an extension
 * @param prompt what should be heard
 * @param bytes its length
 * @param modified when it was last written, in milliseconds since the epoch
 */
record Video(String path, String name, String prompt, long bytes, long modified)
    implements Serializable {}
