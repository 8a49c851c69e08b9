// Tells the text and the map which claim is selected and which are shown, so that neither is sent anew for it.
export default function ({ data }) {
  window.geoclaimsSelection = data.claim;
  window.geoclaimsShown = data.shown;
  window.dispatchEvent(new CustomEvent("geoclaims-selection"));
}
