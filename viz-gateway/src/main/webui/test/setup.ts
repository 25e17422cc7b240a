// jsdom has no canvas; without one Vega estimates the width of text.
HTMLCanvasElement.prototype.getContext = () => null;
window.scrollTo = () => {};
