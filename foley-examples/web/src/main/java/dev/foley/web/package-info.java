/**
 * The web studio: a page and a REST API around {@link dev.foley.FoleyGenerator}.
 *
 * <p>Follow a request: {@code Guard} lets it in, {@code VideoRoutes} hands an upload to {@code
 * VideoStore}, {@code JobRoutes} an order to {@code JobQueue}; its one worker gives each job to
 * {@code JobRunner}, which makes the takes; {@code EventFeed} tells every open page. All files live
 * in {@code Storage} under names the studio made up.
 */
package dev.foley.web;
