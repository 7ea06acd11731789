/** The telemetry of requests as Micrometer meters. */
package dev.foley.micrometer;
