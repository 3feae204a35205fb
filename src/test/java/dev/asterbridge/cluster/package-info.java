/** Several instances side by side, as Compose runs them; what they promise is proven in the proof folder. */
package dev.asterbridge.cluster;
