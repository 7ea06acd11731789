/** A small real-time scene whose pictures make its sound: the door for games and simulations. */
package dev.foley.game;
